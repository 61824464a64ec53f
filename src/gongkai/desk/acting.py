"""In which post a person acts: the one chosen at the top of the page, kept in the session."""

from django.http import HttpRequest

from gongkai.organs.acting import actor_of
from gongkai.organs.posts import Actor, Post

KEY = "desk.post"
NOBODY = Actor(0, "")


def holder(request: HttpRequest) -> Actor:
    """The person with all posts held or acted for on the day of the request."""
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, request.today)


def chosen(request: HttpRequest) -> Actor:
    """The same person in the one post chosen; in the first one held where none was chosen or it ended."""
    full: Actor = request.holder
    codes = [post.code for post in full.posts]
    wanted = request.session.get(KEY, "")
    if not codes:
        return Actor(full.person_id, full.login)
    return full.as_post(wanted if wanted in codes else codes[0])


def choose(request: HttpRequest, code: str) -> Post | None:
    """Act in another of one's posts from now on; ``None`` where the person does not hold it."""
    for post in request.holder.posts:
        if post.code == code:
            request.session[KEY] = code
            return post
    return None

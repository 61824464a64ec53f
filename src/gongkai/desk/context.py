"""What every page of the desk shows around its content: person, posts, menu. Made only when asked for."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property

from gongkai.desk.menu import DESK, Entry, Group
from gongkai.desk.queries import people_by_login
from gongkai.organs.posts import Post


class Surroundings:
    """The frame of a desk page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """All posts of the person."""
        return self._request.holder.posts

    @cached_property
    def post(self) -> Post | None:
        """The post acted in."""
        return next(iter(self._request.actor.posts), None)

    @cached_property
    def holders(self) -> dict[str, str]:
        """The names of those for whom the person acts, by login."""
        logins = {post.acting_for for post in self.posts if post.acting_for}
        return people_by_login(logins) if logins else {}

    @cached_property
    def menu(self) -> list[tuple[Group, list[Entry]]]:
        """The side menu of that post."""
        return DESK.menu_for(self._request.actor)

    @cached_property
    def search_url(self) -> str:
        """Where the search at the top leads."""
        return DESK.search_for(self._request.actor)


def desk(request: HttpRequest) -> dict[str, object]:
    """``desk`` for templates."""
    return {"desk": SimpleLazyObject(lambda: Surroundings(request))}

"""What stands before forms of the public (公众表单的防护): their size, before anything of them is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.portal import addresses

Answer = Callable[[HttpRequest], HttpResponse]
FORMS = (addresses.APPLY, addresses.TRACK, addresses.OPINIONS)


class Sizes:
    """Refuse what is too large by its announced length: whatever is not announced is not read either."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say how large a form may be."""
        if request.method == "POST" and request.path.startswith(FORMS):
            length = request.META.get("CONTENT_LENGTH") or "0"
            if not length.isdecimal() or int(length) > settings.PUBLIC_MOST_BYTES:
                most = settings.PUBLIC_MOST_BYTES // 1024 // 1024
                said = _("提交的内容超过 %(most)s MB，没有接收。请返回，减少或者压缩附件后再提交。")
                said %= {"most": most}
                return HttpResponse(
                    said,
                    status=413,
                    content_type="text/plain; charset=utf-8",
                    headers={"Cache-Control": "no-store"},
                )
        return self.get_response(request)

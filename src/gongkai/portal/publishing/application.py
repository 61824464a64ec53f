"""What the application server of the demo asks for: the tree first, Django behind it."""

from gongkai.ledger.home import prepare

prepare()

# Django must be set up before its handler is loaded.
from django.core.wsgi import get_wsgi_application  # noqa: E402

from gongkai.portal.publishing.place import here  # noqa: E402
from gongkai.portal.publishing.serving import Front  # noqa: E402

application = Front(get_wsgi_application(), here())

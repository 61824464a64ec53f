"""The same for asynchronous servers. Pages are made synchronously: ``wsgi`` serves twice as many."""

import os

from django.core.asgi import get_asgi_application

from gongkai.ledger.home import SETTINGS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
application = get_asgi_application()

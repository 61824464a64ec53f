"""What an application server asks for: ``gongkai.config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from gongkai.ledger.home import SETTINGS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
application = get_wsgi_application()

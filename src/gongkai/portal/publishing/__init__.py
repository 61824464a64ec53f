"""Static publishing (静态发布): the public site as files, laid down when something public changes.

Whatever is not personal is a file that a web server hands out by itself; Django answers the few addresses of
``addresses.DYNAMIC``. ``following`` follows the outbox item by item, ``baking`` makes the whole tree anew
beside the present one and changes over; both write the same bytes.
"""

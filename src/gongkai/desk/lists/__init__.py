"""The one component of which every list is made: search, filters in the address, sorting, pages, columns,
saved views, bulk acts, Excel.
"""

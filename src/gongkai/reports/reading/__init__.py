"""Reading (读取): any published report, in any layout, into a `Report`. Pure: no Django, no service, no model.

Two steps: a container is opened into lines and grids (`pages`), then the tables and sections are found in
them by meaning.
"""

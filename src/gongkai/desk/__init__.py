"""The staff's workbench (工作台): what every screen is made of. See README.md."""

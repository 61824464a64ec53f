"""Screens about posts and people (岗位与人员): one's own posts and who acts in them."""

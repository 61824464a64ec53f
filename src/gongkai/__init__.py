"""Gongkai 公开: the working system of a county's open government information office."""

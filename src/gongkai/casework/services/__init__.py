"""What may be done to every case, whatever its app: each service goes through the one door (``door``)."""

"""Records 政府信息: the information directory, clearance, publication, explainers."""

"""County head's hotline 县长专线 and public interaction."""

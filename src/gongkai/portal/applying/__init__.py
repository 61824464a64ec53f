"""Applying for disclosure on the website (网上申请): the form, its files, the receipt. Law: OGI 29, 31(3)."""

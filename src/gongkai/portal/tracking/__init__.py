"""Following an application on the website (办理进度查询), by number and query code. Law: OGI 33; OGI 40."""

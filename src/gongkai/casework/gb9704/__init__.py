"""Official documents on paper in the manners of GB/T 9704-2012 《党政机关公文格式》: Word, typesetting.

Reports and letters look the same because both take page, type and fonts from here. Pure: no Django;
python-docx and typst are imported when something is first written.
"""

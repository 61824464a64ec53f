"""The Word styles of letters (文书样式), by what a paragraph is; whoever edits a template keeps them."""

STYLES = {
    "number": "文号",
    "title": "Title",
    "to": "主送",
    "body": "Normal",
    "heading": "Heading 1",
    "decision": "答复内容",
    "signature": "署名",
    "dated": "成文日期",
    "note": "附注",
    "copies": "抄送",
    "label": "表格标签",
    "value": "表格内容",
    "foot": "表格说明",
}
ROLES = {style: role for role, style in STYLES.items()}
"""What a paragraph is, by the name of its style; any other style is body text."""

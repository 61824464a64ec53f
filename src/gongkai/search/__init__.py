"""Search 检索: finds published records by any words of theirs, with one tokenizer and several engines."""

"""The pages of the site, each made of the frame and of what the register answers."""

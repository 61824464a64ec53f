"""What the sample's records say: whole Chinese articles from seeded generators. Pure; nobody is named."""

"""Gets pages: the only room that knows Scrapy and the network."""

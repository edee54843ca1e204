"""How worker groups follow their queues: one master at a time looks, decides and tells AWS."""

"""A tiny pair of services to try the chassis on: the depot registers parcels, the desk hears of them."""

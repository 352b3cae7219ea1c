"""What the services of the shop share."""

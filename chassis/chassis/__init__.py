"""The microservice chassis: the only code the services share. It holds no business word."""

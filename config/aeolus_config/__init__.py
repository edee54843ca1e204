"""The environment model: what one YAML file may say, how it is loaded, and the rules it must keep."""

"""The environment model: what one YAML file may say, its loading, and the rules it must keep."""

"""How dates are written, by language, where Django's own ways are not this archive's."""

"""XLSForm <-> plain definitions: `load` and `definition` read, `forms` and `save` write; what is lost is named."""

"""The mapped outputs and covers, and the entities that follow their subentries."""

"""The comment on a pull or merge request: made in one job, posted in another that may write.

Standard library only: the job that posts installs nothing and runs nothing of the request.
"""

import time


def log(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

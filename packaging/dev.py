#!/usr/bin/env python3
"""Set up and start the program, or run its tests, on a fresh machine (standard library only).

    python3 packaging/dev.py run [FILE | COMMAND]   set up, then open the window (no screen: write the poster)
    python3 packaging/dev.py test [ARGUMENTS]       set up, then check everything (arguments: pytest alone)
    python3 packaging/dev.py check                  the checks of the source only, without the tests
    python3 packaging/dev.py translate              collect the texts and compile the translations
    python3 packaging/dev.py lock                   choose the package versions anew

Old Pythons must be able to parse this file, so that they can say that they are too old: no f-strings here.
"""

import compileall
import ctypes
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "packaging" / "requirements.lock"
SAMPLE = ROOT / "resources" / "examples" / "noorderlicht.cjm"
OLDEST = (3, 11)

# Shared libraries that Qt's wheel expects of a Linux desktop -> the Debian and Ubuntu package that has each.
OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",  # without it Qt knows no printers
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "rsvg-convert": "librsvg2-bin",
}


def has_display():
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages(libraries, programs):
    names = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            names.append(package)
    names += [package for program, package in programs.items() if not shutil.which(program)]
    try:
        import ensurepip  # noqa: F401 - Debian splits it off from Python
    except ImportError:
        names.append("python%d.%d-venv" % sys.version_info[:2])
    return sorted(set(names))


def system_packages(test=False):
    """Install what Qt and the tests need of the system, or name it and stop."""
    if not sys.platform.startswith("linux"):
        return
    libraries = dict(OFFSCREEN_LIBRARIES)
    if test or has_display():
        libraries.update(SCREEN_LIBRARIES)
    names = missing_packages(libraries, TEST_PROGRAMS if test else {})
    if not names:
        return
    is_root = os.geteuid() == 0
    if not shutil.which("apt-get") or not (is_root or shutil.which("sudo")):
        sys.exit(
            "This machine lacks %s (Debian's names); install them, then run this again." % " ".join(names)
        )
    print("Installing with apt: " + " ".join(names), flush=True)
    prefix = [] if is_root else ["sudo"]
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    try:
        quiet([*prefix, "apt-get", "update", "-q"], environment)
        quiet(prefix + install + names, environment)
    except subprocess.CalledProcessError as error:
        sys.exit("apt could not install %s:\n%s" % (" ".join(names), error.stdout.decode(errors="replace")))


def quiet(command, environment):
    subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def python_packages():
    """Make .venv and install the lock into it; does nothing when that was done before."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + str(ENV).encode()).hexdigest()
    stamp = ENV / "ready"
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    import venv

    print("Setting up .venv (once) ...", flush=True)
    made_by = ENV / "made-by"
    if not (made_by.exists() and made_by.read_text() == sys.version and PYTHON.exists()):
        venv.create(str(ENV), with_pip=True, clear=True)
        made_by.write_text(sys.version)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)]).returncode:
        sys.exit("pip could not install packaging/requirements.lock; see above.")
    stamp.write_text(wanted)


def byte_code():
    """Compile what changed: where PYTHONDONTWRITEBYTECODE is set, every start would do it anew."""
    compileall.compile_dir(str(ROOT / "cjm_desktop"), quiet=2)


def environment(**defaults):
    result = dict(os.environ)
    result["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    for name, value in defaults.items():
        result.setdefault(name, value)
    return result


def python(*arguments):
    # -P: no file lying in the current folder can stand in for a module.
    return [str(PYTHON), "-P", *list(arguments)]


def run(arguments):
    system_packages()
    python_packages()
    byte_code()
    program = python("-m", "cjm_desktop")
    arguments = list(arguments) or [str(SAMPLE)]
    is_file_alone = len(arguments) == 1 and arguments[0].endswith(".cjm")
    if has_display() or not is_file_alone:
        return subprocess.run(program + arguments, env=environment()).returncode
    poster = ROOT / "build" / (pathlib.Path(arguments[0]).stem + "-poster.pdf")
    poster.parent.mkdir(exist_ok=True)
    print("There is no screen here, so no window opens; writing the poster instead.", flush=True)
    command = [*program, "export", arguments[0], str(poster), "--paper", "A1"]
    code = subprocess.run(command, env=environment(QT_QPA_PLATFORM="offscreen")).returncode
    if code == 0:
        print("The poster is in " + str(poster))
    return code


def checks():
    """The checks of the source, by name: pre-commit and CI run the same."""
    ruff = str(BIN / "ruff")
    return [
        ("ruff check", [ruff, "check", "-q", "."]),
        ("ruff format", [ruff, "format", "--check", "-q", "."]),
        ("mypy", python("-m", "mypy", "--no-error-summary")),
        ("import-linter", [str(BIN / "lint-imports"), "--no-cache"]),
        ("translations", python(str(ROOT / "packaging" / "translate.py"), "--check")),
    ]


def run_checks():
    failed = []
    for name, command in checks():
        result = subprocess.run(
            command, cwd=str(ROOT), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        print("%-14s %s" % (name, "ok" if result.returncode == 0 else "FAILED"), flush=True)
        if result.returncode:
            print(result.stdout.decode(errors="replace"), flush=True)
            failed.append(name)
    return failed


def test(arguments):
    system_packages(test=True)
    python_packages()
    failed = [] if arguments else run_checks()
    command = python("-m", "pytest") + (list(arguments) or ["-n", "2"])
    if subprocess.run(command, cwd=str(ROOT), env=environment(QT_QPA_PLATFORM="offscreen")).returncode:
        failed.append("pytest")
    if failed:
        print("FAILED: " + ", ".join(failed))
    return 1 if failed else 0


def check(arguments):
    system_packages()
    python_packages()
    return 1 if run_checks() else 0


def translate(arguments):
    system_packages()
    python_packages()
    command = python(str(ROOT / "packaging" / "translate.py"))
    return subprocess.run(command + list(arguments), cwd=str(ROOT), env=environment()).returncode


def lock(arguments):
    """Choose the versions anew: hashes, markers for every system, and no address of a registry."""
    import venv

    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = pathlib.Path(folder) / BIN.name
        subprocess.run([str(tools / PYTHON.name), "-m", "pip", "install", "-q", "uv"], check=True)
        command = [str(tools / "uv"), "pip", "compile", "pyproject.toml", "--extra", "test", "--universal"]
        command += ["--python-version", "%d.%d" % OLDEST, "--generate-hashes", "--no-emit-index-url"]
        command += ["--no-header", "--quiet", "--output-file", str(LOCK)]
        return subprocess.run(command + list(arguments), cwd=str(ROOT)).returncode


def main(arguments):
    if sys.version_info < OLDEST:
        sys.exit(
            "CJM Desktop needs Python 3.11 or newer; this is Python %s (%s)."
            % (sys.version.split()[0], sys.executable)
        )
    commands = {"run": run, "test": test, "check": check, "translate": translate, "lock": lock}
    if not arguments or arguments[0] not in commands:
        sys.exit(__doc__.strip())
    return commands[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

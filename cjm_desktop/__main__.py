"""Start: the version is told at once, everything else is the command line's business."""

import sys


def main() -> int:
    """Run the program with the arguments it was started with; give its exit status."""
    if sys.argv[1:] == ["--version"]:  # before anything is loaded: scripts and packagers ask this often
        from cjm_desktop import __version__

        print(f"CJM Desktop {__version__}")
        return 0
    from cjm_desktop import cli

    return cli.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

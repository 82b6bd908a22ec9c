"""The recording of a run: rewound, played back, marked, gone on from."""

using CallCenter.TwilioEmulator.Clock;

namespace CallCenter.TwilioEmulator.Timeline;

/// <summary>Every webhook and every REST call, newest last. Kept in memory and bounded.</summary>
internal sealed class TimelineBook(EmulatorClock clock, Changes changes)
{
    private const int Kept = 5000;
    private readonly Lock _gate = new();
    private readonly LinkedList<TimelineEntry> _entries = new();
    private long _number;

    public void Add(TimelineEntry entry)
    {
        lock (_gate)
        {
            var at = entry.At == default ? clock.GetUtcNow() : entry.At;
            _entries.AddLast(entry with { Id = ++_number, At = at });
            if (_entries.Count > Kept)
            {
                _entries.RemoveFirst();
            }
        }

        changes.Announce("timeline", entry.CallSid);
    }

    public void Warn(string? callSid, string warning, string path = "") =>
        Add(new TimelineEntry { Direction = "note", CallSid = callSid, Path = path, Warnings = [warning] });

    public IReadOnlyList<TimelineEntry> Since(long id)
    {
        lock (_gate)
        {
            return [.. _entries.Where(e => e.Id > id)];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }
}

using System.Text.Json;
using CallCenter.TwilioEmulator.Timeline;

namespace CallCenter.TwilioEmulator.Stories;

/// <summary>Keeps the ready-made stories and those under way.</summary>
internal sealed class StoryTeller
{
    private readonly Switchboard _board;
    private bool _looking;

    public StoryTeller(Switchboard board, IHostEnvironment host)
    {
        _board = board;
        var path = Path.Combine(host.ContentRootPath, "Stories", "stories.json");
        Stories = JsonSerializer.Deserialize<List<Story>>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        board.Changes.Heard += Follow;
    }

    public IReadOnlyList<Story> Stories { get; }

    public List<StoryRun> Runs { get; } = [];

    public StoryRun Begin(Story story)
    {
        var run = new StoryRun(_board, story, _board.Sids.Next("ST"));
        run.Begin();
        Runs.Add(run);
        return run;
    }

    private void Follow(Changes.Change change)
    {
        if (change.What is "call" or "conference" && !Volatile.Read(ref _looking))
        {
            Volatile.Write(ref _looking, true);
            _board.Exchange.Post(_ => Look(), null);
        }
    }

    private void Look()
    {
        Volatile.Write(ref _looking, false);
        Runs.ForEach(r => r.Look());
    }
}

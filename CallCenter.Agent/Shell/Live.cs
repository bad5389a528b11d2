using Microsoft.AspNetCore.Components;

namespace CallCenter.Agent.Shell;

/// <summary>A component that follows something live, and lets go of it when it leaves the screen.</summary>
public abstract class Live : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly List<Action> _lettingGo = [];
    private IDisposable? _escape;
    private Task _asking = Task.CompletedTask;
    private bool _askAgain;

    [Inject] protected Ticker Ticker { get; set; } = null!;
    [Inject] protected ServerClock Clock { get; set; } = null!;
    [Inject] protected Shortcuts Shortcuts { get; set; } = null!;

    /// <summary>
    /// Cancelled when the component is gone. For questions only: a command once given is carried through, because what it
    /// changes may itself take the component off the screen before the answer is back.
    /// </summary>
    protected CancellationToken Gone { get; }

    // Read once: of a source that is disposed the token cannot be had any more.
    protected Live() => Gone = _gone.Token;

    protected void Follow(Action<Action> begin, Action<Action> end)
    {
        begin(Redraw);
        _lettingGo.Add(() => end(Redraw));
    }

    protected void OnLeaving(Action act) => _lettingGo.Add(act);

    protected void Tick() => Follow(h => Ticker.Beat += h, h => Ticker.Beat -= h);

    /// <summary>Claims a key while this component is on screen.</summary>
    protected void OnKey(string key, Func<Task> act)
    {
        var claim = Shortcuts.On(key, () => InvokeAsync(async () => { await act(); StateHasChanged(); }));
        _lettingGo.Add(claim.Dispose);
    }

    /// <summary>Claims Escape while something of this component is open: it works in its text fields too, where single keys are letters.</summary>
    protected void EscapeCloses(bool open, Func<Task> close)
    {
        _escape?.Dispose();
        _escape = open ? Shortcuts.On("Escape", () => InvokeAsync(async () => { await close(); StateHasChanged(); })) : null;
    }

    /// <summary>Puts the component's question. While it is under way it is put once more afterwards instead: no answer is shown over a newer one.</summary>
    protected Task AskAsync(Func<Task> question)
    {
        _askAgain = true;
        return _asking.IsCompleted ? _asking = AskAllAsync(question) : _asking;
    }

    private async Task AskAllAsync(Func<Task> question)
    {
        for (; _askAgain && !Gone.IsCancellationRequested; await question()) _askAgain = false;
    }

    protected void Redraw() => _ = InvokeAsync(StateHasChanged);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (var letGo in _lettingGo) letGo();
        _escape?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}

using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Triage;

/// <summary>The nurse's free words. They are on the server from the first pause in typing.</summary>
public sealed class DraftText(ServerApi api, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private ITimer? _pause;
    private Task<string?>? _saving;
    private string _saved = "";
    private bool _settled;

    public string Text { get; private set; } = "";
    public bool Saved => _settled || Text == _saved;

    /// <summary>Why the last attempt to save failed, as a sentence; null when it did not fail.</summary>
    public string? Trouble { get; private set; }
    public event Action? Changed;

    public void Begin(string text) => (Text, _saved) = (text, text);

    public void Type(Guid session, string text)
    {
        Text = text;
        SaveAfter(session, Pause);
    }

    /// <summary>Saves now what is not saved yet; the trouble in words when it cannot be.</summary>
    public Task<string?> SaveNowAsync(Guid session)
    {
        _pause?.Dispose();
        if (_saving is { IsCompleted: false }) return _saving;
        return _saving = SaveAsync(session);
    }

    /// <summary>The words went into the signed note: there is no draft any more to save.</summary>
    public void Settle()
    {
        _pause?.Dispose();
        (_settled, Trouble) = (true, null);
    }

    private void SaveAfter(Guid session, TimeSpan wait)
    {
        _pause?.Dispose();
        _pause = time.CreateTimer(_ => _ = SaveNowAsync(session), null, wait, Timeout.InfiniteTimeSpan);
    }

    // One request at a time: an older text that is tried again must never land after a newer one.
    private async Task<string?> SaveAsync(Guid session)
    {
        string? trouble = null;
        while (!Saved && trouble is null)
        {
            var text = Text;
            var answer = await api.PutAsync<Done>($"api/triage/{session}/draft", new DraftRequest(text), CancellationToken.None);
            if (answer.Ok) _saved = text;
            else trouble = answer.Words;
            if (!answer.IsFinal) SaveAfter(session, Again);
        }

        Trouble = Saved ? null : trouble;
        Changed?.Invoke();
        return trouble;
    }

    public void Dispose() => _pause?.Dispose();
}

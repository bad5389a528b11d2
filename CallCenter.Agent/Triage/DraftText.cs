using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Triage;

/// <summary>The nurse's free words. They are on the server from the first pause in typing.</summary>
public sealed class DraftText(ServerApi api, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private ITimer? _pause;
    private string _saved = "";

    public string Text { get; private set; } = "";
    public bool Saved => Text == _saved;
    public event Action? Changed;

    public void Begin(string text) => (Text, _saved) = (text, text);

    public void Type(Guid session, string text)
    {
        Text = text;
        SaveAfter(session, Pause);
    }

    /// <summary>Saves now what is not saved yet; the trouble in words when it cannot be.</summary>
    public async Task<string?> SaveNowAsync(Guid session)
    {
        _pause?.Dispose();
        return Saved ? null : await SaveAsync(session);
    }

    private void SaveAfter(Guid session, TimeSpan wait)
    {
        _pause?.Dispose();
        _pause = time.CreateTimer(_ => _ = SaveAsync(session), null, wait, Timeout.InfiniteTimeSpan);
    }

    private async Task<string?> SaveAsync(Guid session)
    {
        var text = Text;
        var answer = await api.PutAsync<Done>($"api/triage/{session}/draft", new DraftRequest(text), CancellationToken.None);
        if (answer.Ok) _saved = text;
        else if (!answer.Reached) SaveAfter(session, Again);
        Changed?.Invoke();
        return answer.Ok ? null : answer.Words;
    }

    public void Dispose() => _pause?.Dispose();
}

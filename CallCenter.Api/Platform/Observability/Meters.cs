using System.Diagnostics.Metrics;

namespace CallCenter.Api.Platform.Observability;

/// <summary>The figures at <c>/metrics</c>: counts and ages, no identifiers.</summary>
public sealed class Meters : IDisposable
{
    public const string Name = "CallCenter";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _commits, _commands, _failedCommits, _webhooks, _webhooksDeferred, _forged, _outbox;

    public Meters()
    {
        _commits = _meter.CreateCounter<long>("callcenter_commits", description: "Transactions committed by the writer");
        _commands = _meter.CreateCounter<long>("callcenter_commands", description: "Commands committed");
        _failedCommits = _meter.CreateCounter<long>("callcenter_commits_failed", description: "Batches the database refused");
        _webhooks = _meter.CreateCounter<long>("callcenter_webhooks", description: "Genuine webhooks answered");
        _webhooksDeferred = _meter.CreateCounter<long>("callcenter_webhooks_deferred", description: "Webhooks answered with 'ask again' because they could not be stored in time");
        _forged = _meter.CreateCounter<long>("callcenter_webhooks_refused", description: "Webhooks with a missing or wrong signature");
        _outbox = _meter.CreateCounter<long>("callcenter_outbox", description: "Outbox attempts by kind and outcome");
    }

    public void Committed(int commands)
    {
        _commits.Add(1);
        _commands.Add(commands);
    }

    public void CommitFailed() => _failedCommits.Add(1);

    public void Webhook(string route) => _webhooks.Add(1, new KeyValuePair<string, object?>("route", route));

    public void WebhookDeferred(string route) => _webhooksDeferred.Add(1, new KeyValuePair<string, object?>("route", route));

    public void Forged() => _forged.Add(1);

    public void Outbox(string kind, string outcome) => _outbox.Add(1,
        new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));

    public void Gauge(string name, string description, Func<double> read) => _meter.CreateObservableGauge(name, read, description: description);

    public void Dispose() => _meter.Dispose();
}

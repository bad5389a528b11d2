using System.Text.Json;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>
/// When an imported calendar is fetched again. Only by https and only from hosts the operator names (<c>Rotas:ImportHosts</c>, separated by
/// commas): an address typed into a page must not make this server knock on its own network's doors.
/// </summary>
internal sealed class RotaFetching(IConfiguration configuration) : ITimerOwner
{
    public const string TimerOwner = "rota-import", Kind = "fetch", OutboxKind = "rota.fetch";
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly string[] _hosts = (configuration["Rotas:ImportHosts"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public string Owner => TimerOwner;

    public bool Allows(string url) => url.Length <= 1000 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
        && address.UserInfo.Length == 0 && _hosts.Contains(address.Authority, StringComparer.OrdinalIgnoreCase);

    public async Task FireAsync(UnitOfWork work, DurableTimer timer, CancellationToken cancel)
    {
        if (await work.Set<RotaImport>().FirstOrDefaultAsync(i => i.Id == timer.OwnerId, cancel) is not { SourceSecret: not null } import) return;
        await work.EnqueueAsync(OutboxMessage.New(OutboxKind, $"rota/fetch/{import.Id:N}/{work.Now.UtcTicks}", JsonSerializer.Serialize(new RotaToFetch(import.Id), JsonSerializerOptions.Web), work.Now), cancel);
        await SetAsync(work, import, work.Now + Every, cancel);
    }

    public static Task SetAsync(UnitOfWork work, RotaImport import, DateTimeOffset due, CancellationToken cancel) => import.SourceSecret is null
        ? work.CancelTimerAsync(TimerOwner, import.Id, Kind, cancel)
        : work.SetTimerAsync(TimerOwner, import.Id, Kind, due, 0, cancel);
}

internal sealed record RotaToFetch(Guid ImportId);

/// <summary>Fetches a calendar, without holding the database, and hands over what came. A failed fetch is not repeated: the next one comes within the hour.</summary>
internal sealed class RotaFetcher(IHttpClientFactory http, Database database, RotaSecrets secrets, RotaFetching fetching, RotaImports imports) : IOutboxHandler
{
    public const string Client = "rota-import";

    public string Kind => RotaFetching.OutboxKind;

    public OutboxAddressee Addressee => OutboxAddressee.Record;

    public async Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
    {
        var id = JsonSerializer.Deserialize<RotaToFetch>(message.Payload, JsonSerializerOptions.Web)!.ImportId;
        string? secret;
        await using (var db = database.Read(PracticeScope.Everything(ScopeBypass.Schedule)))
            secret = await db.Set<RotaImport>().Where(i => i.Id == id).Select(i => i.SourceSecret).FirstOrDefaultAsync(cancel);
        if (secret is null) return OutboxOutcome.Sent();
        var (text, trouble) = await FetchAsync(secrets.SourceOf(secret), cancel);
        return OutboxOutcome.Sent((work, c) => imports.FetchedAsync(work, id, text, trouble, c));
    }

    private async Task<(string? Text, string? Trouble)> FetchAsync(string url, CancellationToken cancel)
    {
        if (!fetching.Allows(url)) return (null, "Its host is no longer allowed (Rotas:ImportHosts). Ask the operator.");
        try
        {
            using var client = http.CreateClient(Client);
            using var answer = await client.GetAsync(new Uri(url), cancel);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadAsStringAsync(cancel), null)
                : (null, $"Its address answered {(int)answer.StatusCode}. Look whether it still is the right one.");
        }
        catch (HttpRequestException)
        {
            return (null, "Its address does not answer. Look whether it still is the right one.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, "Its address takes too long to answer.");
        }
    }
}

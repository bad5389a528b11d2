using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary>A call goes to another nurse, or comes back.</summary>
internal static class HandOverEndpoints
{
    private const int LongestText = 500;

    public static void Map(RouteGroupBuilder api)
    {
        // Routing looks across practices, so even this question runs where it may be widened.
        api.MapGet("/calls/{id:guid}/hand-over/nurses", (HttpContext http, Guid id, HttpCommands commands, IQueue queue, IStaff staff) =>
            commands.RunAsync<IReadOnlyList<NurseAvailable>>(http, "hand-over-nurses", (work, person, cancel) => NursesAsync(work, person, id, queue, staff, cancel)));
        api.MapPost("/calls/{id:guid}/hand-over", (HttpContext http, Guid id, HandOverRequest wanted, HttpCommands commands, CallBook book, CallViews views, IQueue queue) =>
            commands.RunAsync<CallView>(http, "hand-over", (work, person, cancel) => BeginAsync(work, person, id, wanted, book, views, queue, cancel)));
        api.MapPost("/calls/{id:guid}/hand-over/cancel", (HttpContext http, Guid id, HttpCommands commands, CallBook book, CallViews views) =>
            commands.RunAsync<CallView>(http, "cancel-hand-over", (work, person, cancel) => CancelAsync(work, person, id, book, views, cancel)));
    }

    private static async Task<Outcome<IReadOnlyList<NurseAvailable>>> NursesAsync(UnitOfWork work, Person person, Guid id, IQueue queue, IStaff staff, CancellationToken cancel)
    {
        if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { NurseId: { } nurse } call) return CallRefusals.Unknown;
        var found = new List<NurseAvailable>();
        foreach (var one in await queue.AvailableForAsync(work, call.PracticeId, nurse, cancel))
            if (await staff.GetAsync(work.Db, one, cancel) is { } profile) found.Add(new NurseAvailable(one, profile.Name, profile.Credential, profile.Languages.Contains(call.Language)));
        return found;
    }

    private static async Task<Outcome<CallView>> BeginAsync(
        UnitOfWork work, Person person, Guid id, HandOverRequest wanted, CallBook book, CallViews views, IQueue queue, CancellationToken cancel)
    {
        if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { NurseId: not null } call) return CallRefusals.Unknown;
        if (call.State is not (CallState.Connected or CallState.OnHold)) return CallRefusals.NotConnected;
        if (wanted.Text?.Trim() is not { Length: > 0 and <= LongestText } text) return CallRefusals.HandOverNeedsText;
        if (await queue.HandOverOfAsync(work.Db, id, cancel) is not null) return CallRefusals.HandingOver;
        if (!await book.HandOverAsync(work, call, wanted.ToNurse, text, cancel)) return CallRefusals.NobodyAvailable;
        return await CallEndpoints.ViewAsync(work, call, views, cancel);
    }

    private static async Task<Outcome<CallView>> CancelAsync(UnitOfWork work, Person person, Guid id, CallBook book, CallViews views, CancellationToken cancel)
    {
        if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        await book.EndHandOverAsync(work, call, "cancelled", cancel);
        return await CallEndpoints.ViewAsync(work, call, views, cancel);
    }
}

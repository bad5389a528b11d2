using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;

namespace CallCenter.Api.Features.Calls.Endpoints;

/// <summary>The nurse hears which language the caller speaks. What we say to her from now on, and whom we route her to, follows.</summary>
internal static class LanguageEndpoint
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPut("/calls/{id:guid}/language", (HttpContext http, Guid id, LanguageRequest wanted, HttpCommands commands, CallBook book, CallViews views, IAudit audit) =>
            commands.RunAsync<CallView>(http, "call-language", (work, person, cancel) => ChangeAsync(work, person, id, wanted.Language, book, views, audit, cancel)));

    private static async Task<Outcome<CallView>> ChangeAsync(
        UnitOfWork work, Person person, Guid id, string language, CallBook book, CallViews views, IAudit audit, CancellationToken cancel)
    {
        if (language is not (Phrases.English or Phrases.Spanish)) return CallRefusals.LanguageUnknown;
        if (await CallEndpoints.MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        if (call.State is CallState.Closed or CallState.Abandoned or CallState.Failed) return CallRefusals.NotConnected;
        if (call.Language == language) return await CallEndpoints.ViewAsync(work, call, views, cancel);
        call.Language = language;
        call.Version++;
        audit.Write(work, person.StaffId, call.PracticeId, "call-language", "call", call.Id, $"language={language}");
        book.Note(work, call, "language", $"The nurse changed the language to {(call.Spanish ? "Spanish" : "English")}.", person.StaffId.ToString("D"));
        return await CallEndpoints.ViewAsync(work, call, views, cancel);
    }
}

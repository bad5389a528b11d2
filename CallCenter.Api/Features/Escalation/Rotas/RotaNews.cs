using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>Tells the practice's consoles that its rota has changed; each asks anew, within what its person may see.</summary>
internal sealed class RotaNews(ConsolePush push)
{
    public void Changed(UnitOfWork work, string practiceId) => work.AfterCommit(() => push.ToPractice(practiceId, HubMethods.RotaChanged, new RotaChanged(practiceId)));
}

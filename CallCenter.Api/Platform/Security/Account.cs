using Microsoft.AspNetCore.Identity;

namespace CallCenter.Api.Platform.Security;

/// <summary>A sign-in. Who the person is, her role, licences and practices, belongs to the Staff slice (same id).</summary>
public sealed class Account : IdentityUser<Guid>;

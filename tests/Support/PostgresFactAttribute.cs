using Xunit;

namespace Gongji.Tests.Support;

/// <summary>A test that needs PostgreSQL: skipped where it is not installed, unless under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.WhySkipped;
}

/// <summary>A theory that needs PostgreSQL: skipped where it is not installed, unless under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.WhySkipped;
}

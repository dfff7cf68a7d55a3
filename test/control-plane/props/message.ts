/** What a call is refused with. */
export const message = (make: () => unknown): string => { try { make(); return 'nothing'; } catch (error) { return (error as Error).message; } };
